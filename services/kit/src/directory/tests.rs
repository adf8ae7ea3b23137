//! What the directory file may and may not say.
