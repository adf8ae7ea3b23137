//! What seals cover and every way they fail.
