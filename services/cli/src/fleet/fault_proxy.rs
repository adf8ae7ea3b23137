//! A TCP line that can be cut, slowed and healed, to stand between a client and a server. What passes over it is not looked at.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::Instant;

/// The largest piece read at once, in bytes.
const PIECE: usize = 16 * 1024;

/// Pieces under way in one direction; with a delay of 100 ms this still lets 40 MB/s through. More waits in the sender's socket.
const UNDER_WAY: usize = 256;

/// How a line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutMode {
    /// Open connections are reset; new ones are reset as soon as they are made.
    Reset,
    /// Connections stay open but nothing passes, as when a cable is pulled. What was sent meanwhile passes after healing.
    Blackhole,
    /// As [`CutMode::Blackhole`], but only from the client to the server: what the server says still arrives.
    BlackholeToServer,
    /// As [`CutMode::Blackhole`], but only from the server to the client: what the client says still arrives.
    BlackholeToClient,
}

/// A line from `addr()` to the target. Dropping it closes all connections and stops listening.
#[derive(Debug)]
pub struct FaultProxy {
    addr: SocketAddr,
    line: watch::Sender<Line>,
    accepting: AbortHandle,
}

/// The state of the line, seen by every connection.
#[derive(Debug, Clone, Copy)]
struct Line {
    cut: Option<CutMode>,
    delay: Duration,
    /// How many resets there have been. A connection lives in one age, so a cut that is healed at once still ends it.
    age: u64,
}

#[derive(Debug, Clone, Copy)]
enum Direction {
    ToServer,
    ToClient,
}

impl FaultProxy {
    /// Listens on a free port of 127.0.0.1 and passes everything to `target`, on the calling runtime.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start(target: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let addr = listener.local_addr()?;
        let (line, seen) = watch::channel(Line { cut: None, delay: Duration::ZERO, age: 0 });
        let accepting = tokio::spawn(accept(listener, target, seen)).abort_handle();
        Ok(Self { addr, line, accepting })
    }

    /// Where clients connect.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Cuts the line, or changes how it is cut. New connections reach the server only after [`FaultProxy::heal`].
    pub fn cut(&self, mode: CutMode) {
        self.line.send_modify(|line| {
            line.cut = Some(mode);
            match mode {
                CutMode::Reset => line.age += 1,
                CutMode::Blackhole | CutMode::BlackholeToServer | CutMode::BlackholeToClient => {}
            }
        });
    }

    /// Mends the line. Connections that were held go on where they stopped.
    pub fn heal(&self) {
        self.line.send_modify(|line| line.cut = None);
    }

    /// Everything read from now on arrives this much later, in both directions; zero takes the delay away.
    pub fn delay(&self, delay: Duration) {
        self.line.send_modify(|line| line.delay = delay);
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Line {
    fn passes(&self, direction: Direction) -> bool {
        match (self.cut, direction) {
            (None, _)
            | (Some(CutMode::BlackholeToServer), Direction::ToClient)
            | (Some(CutMode::BlackholeToClient), Direction::ToServer) => true,
            (Some(_), _) => false,
        }
    }

    fn is_whole(&self) -> bool {
        self.cut.is_none()
    }
}

/// Takes connections until aborted; the set takes the connections with it.
async fn accept(listener: TcpListener, target: SocketAddr, line: watch::Receiver<Line>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A failed accept concerns a client that is gone already.
                let Ok((client, _)) = accepted else { continue };
                let age = line.borrow().age;
                connections.spawn(connection(client, target, line.clone(), age));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// One connection, until it ends by itself or the line's age is over. A broken or cut connection ends in a reset on both sides.
async fn connection(mut client: TcpStream, target: SocketAddr, line: watch::Receiver<Line>, age: u64) {
    let mut server = None;
    let mut aging = line.clone();
    let end = tokio::select! {
        biased;
        () = async { let _ = aging.wait_for(|line| line.age != age || line.cut == Some(CutMode::Reset)).await; } => {
            Err(io::ErrorKind::ConnectionReset.into())
        }
        end = carry(&mut client, &mut server, target, line) => end,
    };
    if end.is_err() {
        // A socket that cannot be set up to reset has been reset already.
        let _ = client.set_zero_linger();
        let _ = server.map(|server| server.set_zero_linger());
    }
}

/// Dials the server over a whole line, then passes both directions. The sockets stay the caller's, so that it decides how they close.
async fn carry(
    client: &mut TcpStream,
    server: &mut Option<TcpStream>,
    target: SocketAddr,
    mut line: watch::Receiver<Line>,
) -> io::Result<()> {
    whole(&mut line).await?;
    let server = server.insert(TcpStream::connect(target).await?);
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = server.split();
    let there = one_way(from_client, to_server, line.clone(), Direction::ToServer);
    let back = one_way(from_server, to_client, line.clone(), Direction::ToClient);
    let ended = tokio::try_join!(there, back);
    // The other side learns of a broken connection only over a whole line.
    whole(&mut line).await?;
    ended.map(|_| ())
}

/// Passes one direction until its orderly end, or fails when either socket does.
async fn one_way(
    from: ReadHalf<'_>,
    to: WriteHalf<'_>,
    line: watch::Receiver<Line>,
    direction: Direction,
) -> io::Result<()> {
    let (pieces, under_way) = mpsc::channel(UNDER_WAY);
    tokio::try_join!(read(from, pieces, line.clone()), write(to, under_way, line, direction)).map(|_| ())
}

/// Reads pieces and notes when each is due on the other side. Dropping the sender at the end tells the writer.
async fn read(
    mut from: ReadHalf<'_>,
    pieces: mpsc::Sender<(Instant, Vec<u8>)>,
    line: watch::Receiver<Line>,
) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        let length = from.read(&mut piece).await?;
        if length == 0 {
            return Ok(());
        }
        let due = Instant::now() + line.borrow().delay;
        if pieces.send((due, piece[..length].to_vec())).await.is_err() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
    }
}

/// Writes each piece when it is due and the line lets it pass, then passes the orderly end on.
async fn write(
    mut to: WriteHalf<'_>,
    mut under_way: mpsc::Receiver<(Instant, Vec<u8>)>,
    mut line: watch::Receiver<Line>,
    direction: Direction,
) -> io::Result<()> {
    while let Some((due, piece)) = under_way.recv().await {
        tokio::time::sleep_until(due).await;
        let mut rest = piece.as_slice();
        while !rest.is_empty() {
            passing(&mut line, direction).await?;
            let written = to.write(rest).await?;
            rest = &rest[written..];
        }
    }
    passing(&mut line, direction).await?;
    to.shutdown().await
}

async fn whole(line: &mut watch::Receiver<Line>) -> io::Result<()> {
    line.wait_for(Line::is_whole).await.map(|_| ()).map_err(|_| io::ErrorKind::ConnectionAborted.into())
}

async fn passing(line: &mut watch::Receiver<Line>, direction: Direction) -> io::Result<()> {
    line.wait_for(|line| line.passes(direction)).await.map(|_| ()).map_err(|_| io::ErrorKind::ConnectionAborted.into())
}
