//! What a join code makes of a desk: the secret of the outing, and certificates that prove it in both directions.
//!
//! ```text
//! code -- argon2id, 64 MiB --> secret -- HKDF --> the outing's CA (Ed25519) --> this desk's certificate
//!                                      \- HKDF --> the outing's tag, in every key of the engine
//! ```
//!
//! Certificates are valid from 1970 to 2999: a laptop with an empty clock battery must get in. Whoever has the code can
//! make them, so they say who belongs, not which desk it is.

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ED25519, date_time_ymd,
};
use sha2::Sha256;

use super::code::JoinCode;
use super::error::SyncError;

const SALT: &[u8] = b"qiandao-join-v1";
/// 64 MiB: a guess costs an attacker as much memory as it costs a desk.
const MEMORY_KIB: u32 = 64 * 1024;
const ROUNDS: u32 = 3;
/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410).
const ED25519_PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// What a desk shows to others and asks of them.
pub struct Membership {
    /// In every key of the engine; says nothing of the secret.
    pub tag: String,
    /// The name in every certificate of the outing. No public authority signs such a name.
    pub common_name: String,
    /// The certificate of the outing's CA, PEM.
    pub ca: String,
    /// This desk's certificate, PEM.
    pub certificate: String,
    /// Its key, PEM.
    pub key: String,
}

/// The secret that follows from a code; takes some tenths of a second.
pub fn secret_of(code: JoinCode) -> Result<[u8; 32], SyncError> {
    let failed = |error: argon2::Error| SyncError::NoCertificate { why: error.to_string() };
    let mut secret = [0; 32];
    let params = Params::new(MEMORY_KIB, ROUNDS, 1, Some(secret.len())).map_err(failed)?;
    let slow = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    slow.hash_password_into(code.digits().as_bytes(), SALT, &mut secret).map_err(failed)?;
    Ok(secret)
}

impl Membership {
    /// Makes a certificate of the outing under a name for this desk.
    pub fn of(secret: &[u8; 32], name: &str) -> Result<Self, SyncError> {
        let tag: [u8; 8] = derived(secret, b"tag")?;
        let tag = tag.iter().fold(String::new(), |tag, byte| format!("{tag}{byte:02x}"));
        let seed: [u8; 32] = derived(secret, b"ca")?;
        let common_name = format!("qd-{tag}");
        Self::signed(tag, common_name, &seed, name).map_err(|error| SyncError::NoCertificate { why: error.to_string() })
    }

    fn signed(tag: String, common_name: String, seed: &[u8; 32], name: &str) -> Result<Self, rcgen::Error> {
        let pkcs8 = [&ED25519_PKCS8[..], seed].concat();
        let ca_key = KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8.as_slice().into(), &PKCS_ED25519)?;
        let mut ca = params(&format!("{common_name}-ca"), &[])?;
        ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let ca_certificate = ca.self_signed(&ca_key)?;
        let mut own = params(&common_name, &[format!("{name}.qiandao")])?;
        own.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        own.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let key = KeyPair::generate_for(&PKCS_ED25519)?;
        let certificate = own.signed_by(&key, &Issuer::new(ca, ca_key))?;
        Ok(Self {
            tag,
            common_name,
            ca: ca_certificate.pem(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        })
    }
}

fn params(common_name: &str, names: &[String]) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = date_time_ymd(1970, 1, 1);
    params.not_after = date_time_ymd(2999, 12, 31);
    Ok(params)
}

/// What follows from the secret for one use.
fn derived<const N: usize>(secret: &[u8; 32], what: &[u8]) -> Result<[u8; N], SyncError> {
    let mut derived = [0; N];
    let expanded = Hkdf::<Sha256>::new(Some(SALT), secret).expand(what, &mut derived);
    expanded.map_err(|error| SyncError::NoCertificate { why: error.to_string() })?;
    Ok(derived)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_is_one_outing_and_another_code_another() {
        let [one, other] = [1, 2].map(|word| secret_of(JoinCode::drawn(word)).unwrap());
        let [a, b] = ["a", "b"].map(|name| Membership::of(&one, name).unwrap());
        assert_eq!((&a.tag, &a.common_name), (&b.tag, &b.common_name));
        assert_ne!(a.certificate, b.certificate);
        assert_ne!(a.tag, Membership::of(&other, "a").unwrap().tag);
        assert!(!a.ca.contains(&a.key) && a.key.contains("PRIVATE KEY"));
    }
}
