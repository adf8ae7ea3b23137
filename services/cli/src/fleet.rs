//! Real processes on this machine, for the demo and the tests: the bus server, the services, and a line that can be cut.
//! Nothing here may know what a letter is.

pub mod agencies;
pub mod agency;
pub mod binaries;
pub mod fault_proxy;
pub mod nats;
pub mod nats_server;
pub mod process;
pub mod wheel;
