//! Where this laptop is: its own IPv4 addresses, and ports that are free there.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

use if_addrs::get_if_addrs;

use crate::sync::settings::PORT;

/// The laptop's own IPv4 addresses; of a laptop without any network, the one that reaches only itself.
pub fn own() -> Vec<Ipv4Addr> {
    let all = get_if_addrs().unwrap_or_default();
    let addresses = all.into_iter().filter_map(|card| match card.ip() {
        // Two interfaces with one self-given address are no way to anybody.
        IpAddr::V4(address) if !address.is_loopback() && !address.is_link_local() => Some(address),
        _ => None,
    });
    let mut addresses: Vec<Ipv4Addr> = addresses.collect();
    addresses.sort_unstable();
    addresses.dedup();
    if addresses.is_empty() { vec![Ipv4Addr::LOCALHOST] } else { addresses }
}

/// Where to listen: each address with the usual port, or with a free one where that is taken.
pub fn to_listen(addresses: &[Ipv4Addr]) -> Vec<SocketAddr> {
    addresses.iter().filter_map(|address| free_at(IpAddr::V4(*address))).collect()
}

fn free_at(address: IpAddr) -> Option<SocketAddr> {
    let usual = SocketAddr::new(address, PORT);
    if is_free(usual) {
        return Some(usual);
    }
    let any = TcpListener::bind(SocketAddr::new(address, 0)).ok()?;
    any.local_addr().ok()
}

/// Whether both kinds of transport can be had at a place.
pub fn is_free(at: SocketAddr) -> bool {
    TcpListener::bind(at).is_ok() && UdpSocket::bind(at).is_ok()
}
