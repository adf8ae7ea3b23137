//! What a service counts, as a monitor reads it from the ops port.

use duijie_cli::fleet::agency::Agency;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// How often the service raised this alarm about this peer; 0 before the first.
pub async fn alarms(agency: &Agency, code: &str, peer: &str) -> u64 {
    let name = format!("duijie_alarms_total{{code=\"{code}\",peer=\"{peer}\"}} ");
    let text = scrape(agency).await;
    let line = text.lines().find_map(|line| line.strip_prefix(&name));
    line.map_or(0, |count| count.trim().parse().expect("a count"))
}

/// Everything under `/metrics`.
pub async fn scrape(agency: &Agency) -> String {
    let ops = &agency.addresses().expect("the service runs").ops;
    let mut stream = TcpStream::connect(ops).await.expect("the ops port is open");
    let request = format!("GET /metrics HTTP/1.1\r\nHost: {ops}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("it can be asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("it answers with text");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    answer
}
