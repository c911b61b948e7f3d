//! What zenoh is told, line by line. Each line was needed or measured; the reasons stand beside them.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use zenoh::Config;

use crate::sync::error::SyncError;
use crate::sync::membership::Membership;
use crate::sync::page::MESSAGE_BYTES;
use crate::sync::settings::RelaySettings;

/// What differs from session to session.
pub struct Wanted<'a> {
    /// Proves that this desk belongs.
    pub member: &'a Membership,
    /// Where to listen.
    pub listen: &'a [SocketAddr],
    /// Where somebody may be.
    pub at: &'a [SocketAddr],
    /// Which of them are also tried by TLS over TCP, for networks that lose QUIC.
    pub by_tls: &'a BTreeSet<SocketAddr>,
    /// Whether multicast is used.
    pub scouts: bool,
    /// The laptop's own addresses: multicast goes out and comes in at each of them.
    pub networks: &'a [Ipv4Addr],
    /// The square, where a city has several.
    pub square: &'a str,
}

/// The configuration of a desk.
pub fn of_desk(wanted: &Wanted<'_>) -> Result<Config, SyncError> {
    let mut lines = common(wanted.member);
    let quic = wanted.at.iter().map(|at| format!("quic/{at}"));
    let tls = wanted.at.iter().filter(|at| wanted.by_tls.contains(at)).map(|at| format!("tls/{at}"));
    let connect: Vec<String> = quic.chain(tls).collect();
    let listen: Vec<String> = wanted.listen.iter().flat_map(|at| [format!("quic/{at}"), format!("tls/{at}")]).collect();
    lines.extend([
        ("mode", json!("peer")),
        // Never 0.0.0.0: others would try every address of this laptop one after the other (zenoh #2090).
        ("listen/endpoints", json!(listen)),
        ("connect/endpoints", json!(connect)),
        ("scouting/multicast/enabled", json!(wanted.scouts)),
        ("scouting/multicast/interface", json!(multicast_at(wanted.networks))),
        ("scouting/delay", json!(100)),
        // The desk works from the first moment; whoever is there is met when found.
        ("open/return_conditions/connect_scouted", json!(false)),
    ]);
    if !wanted.square.is_empty() {
        lines.push(("region_name", json!(wanted.square)));
    }
    config_of(lines)
}

/// All of the laptop's networks by address. Left to itself the engine takes the networks there were when the program
/// started, and on Windows a single one.
fn multicast_at(networks: &[Ipv4Addr]) -> String {
    let networks: Vec<String> =
        networks.iter().filter(|address| !address.is_loopback()).map(ToString::to_string).collect();
    if networks.is_empty() { "auto".to_owned() } else { networks.join(",") }
}

/// The configuration of a relay: a router with one region for each square.
pub fn of_relay(member: &Membership, relay: &RelaySettings) -> Result<Config, SyncError> {
    config_of(relay_lines(member, relay))
}

/// The same as a file for the stock router. It holds certificates, not the code: whoever has it can pass on what desks
/// say and read it, but not let anybody in.
pub fn relay_file(member: &Membership, relay: &RelaySettings) -> String {
    let mut file = json!({});
    for (key, value) in relay_lines(member, relay) {
        // Each name but the last is an object inside the one before; indexing makes what is not there.
        let place = key.split('/').fold(&mut file, |place, name| &mut place[name]);
        *place = value;
    }
    format!("{file:#}\n")
}

fn relay_lines(member: &Membership, relay: &RelaySettings) -> Vec<(&'static str, Value)> {
    let RelaySettings { listen, squares, at, .. } = relay;
    let mut lines = common(member);
    let south: Vec<Value> = squares.iter().map(|square| json!({ "filters": [{ "region_names": [square] }] })).collect();
    lines.extend([
        ("mode", json!("router")),
        ("listen/endpoints", json!([format!("quic/{listen}"), format!("tls/{listen}")])),
        ("connect/endpoints", json!(at.iter().map(|at| format!("quic/{at}")).collect::<Vec<_>>())),
        ("scouting/multicast/enabled", json!(false)),
        // Only whole objects can be put here.
        ("gateway", json!({ "south": south })),
    ]);
    lines
}

fn common(member: &Membership) -> Vec<(&'static str, Value)> {
    let base64 = |pem: &str| json!(STANDARD.encode(pem));
    vec![
        ("listen/timeout_ms", json!(0)),
        // QUIC may be impossible where TLS is not, and the other way round.
        ("listen/exit_on_failure", json!(false)),
        ("connect/timeout_ms", json!(-1)),
        ("connect/exit_on_failure", json!(false)),
        // Only whole objects can be put here. Halves of a square find each other 2 to 4 s after the break.
        ("connect/retry", json!({ "period_init_ms": 500, "period_max_ms": 1000, "period_increase_factor": 2 })),
        // Never plain TCP or UDP.
        ("transport/link/protocols", json!(["quic", "tls"])),
        ("transport/unicast/open_timeout", json!(2000)),
        ("transport/unicast/accept_timeout", json!(2000)),
        ("transport/link/tx/lease", json!(4000)),
        ("transport/link/rx/max_message_size", json!(2 * MESSAGE_BYTES)),
        ("transport/link/tls/enable_mtls", json!(true)),
        // Laptops have no names; who belongs is proven by the outing's CA and by the common name below.
        ("transport/link/tls/verify_name_on_connect", json!(false)),
        ("transport/link/tls/root_ca_certificate_base64", base64(&member.ca)),
        ("transport/link/tls/listen_certificate_base64", base64(&member.certificate)),
        ("transport/link/tls/listen_private_key_base64", base64(&member.key)),
        ("transport/link/tls/connect_certificate_base64", base64(&member.certificate)),
        ("transport/link/tls/connect_private_key_base64", base64(&member.key)),
        ("access_control", members_only(member)),
    ]
}

/// Nothing goes to, or comes from, a certificate of another name. Who connects trusts the public authorities beside the
/// outing's CA (zenoh adds them), and any of their certificates would pass for a desk without this.
fn members_only(member: &Membership) -> Value {
    json!({
        "enabled": true,
        "default_permission": "deny",
        "rules": [{
            "id": "members",
            "messages": [
                "put", "delete", "declare_subscriber", "query", "reply", "declare_queryable",
                "liveliness_token", "liveliness_query", "declare_liveliness_subscriber",
            ],
            "flows": ["ingress", "egress"],
            "permission": "allow",
            "key_exprs": [format!("qd/{}/**", member.tag)],
        }],
        "subjects": [{ "id": "members", "cert_common_names": [member.common_name] }],
        "policies": [{ "rules": ["members"], "subjects": ["members"] }],
    })
}

fn config_of(lines: Vec<(&'static str, Value)>) -> Result<Config, SyncError> {
    let mut config = Config::default();
    for (key, value) in lines {
        let inserted = config.insert_json5(key, &value.to_string());
        inserted.map_err(|error| SyncError::Engine { why: format!("{key}: {error}") })?;
    }
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::JoinCode;

    #[test]
    fn zenoh_takes_every_line() {
        let member = Membership::of(&[7; 32], "a").unwrap();
        let at: SocketAddr = "127.0.0.1:7447".parse().unwrap();
        let networks: [Ipv4Addr; 2] = ["192.168.43.7".parse().unwrap(), "10.0.0.7".parse().unwrap()];
        for by_tls in [BTreeSet::new(), BTreeSet::from([at])] {
            let wanted = Wanted {
                member: &member,
                listen: &[at],
                at: &[at],
                by_tls: &by_tls,
                scouts: false,
                networks: &networks,
                square: "A",
            };
            let config = of_desk(&wanted).unwrap();
            let connect = config.get_json("connect/endpoints").unwrap();
            assert!(connect.contains("quic/127.0.0.1:7447"));
            assert_eq!(connect.contains("tls/127.0.0.1:7447"), !by_tls.is_empty());
            let interfaces = config.get_json("scouting/multicast/interface").unwrap();
            assert_eq!(interfaces, "\"192.168.43.7,10.0.0.7\"");
        }
        assert_eq!(multicast_at(&[Ipv4Addr::LOCALHOST]), "auto");
        let squares = vec!["A".to_owned(), "B".to_owned()];
        let relay = RelaySettings { code: JoinCode::drawn(7), listen: at, squares, at: vec![at] };
        of_relay(&member, &relay).unwrap();
        let file = relay_file(&member, &relay);
        let read = Config::from_json5(&file).unwrap();
        assert_eq!(read.get_json("mode").unwrap(), "\"router\"");
        assert!(read.get_json("gateway").unwrap().contains("\"B\""), "{file}");
        assert!(!file.contains(&relay.code.digits()));
        assert!(config_of(vec![("no/such/key", json!(1))]).is_err());
    }
}
