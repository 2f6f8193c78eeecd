"""Passwords, keys and tokens in code, settings and sentences of seven languages; and what only looks like them."""

from __future__ import annotations

import random
import string

import pytest

from hybriddesk.privacy import Scrubber

SCRUBBER = Scrubber()
PASSWORDS = ("Winter2019!", "hund-katze-42", "sol$Perro71", "Qx7!pLm2#z", "p4ssOrNot99", "$wCJB7T8OJ!A", "5^thm@aZRfYAxd")
FOR_PASSWORDS = (
    "The password is {}", "My password: {}", "wifi password {} works for guests", "Login with admin / {}", "user: bob pass: {}", "username=bob password={}", "PASSWORD={}", "DB_PASSWORD='{}'",
    'password = "{}"', '"password": "{}"', "<password>{}</password>", "pwd:{}", "Use the passcode {} to enter", "Das Passwort lautet {}", "Passwort: {}", "Kennwort = {}", "Le mot de passe est {}",
    "mot de passe : {}", "La contraseña es {}", "contraseña: {}", "clave: {}", "La password è {}", "A senha é {}", "senha: {}", "Het wachtwoord is {}", "wachtwoord: {}", "I set my password to {} yesterday",
    "mysql -u root -p{}", "curl -u admin:{} http://x.local/", "Server=sql1;Database=x;User Id=sa;Password={};", "  password: {}\n", "the admin pw is {}", "root password -> {}", "credentials: admin:{}",
    "Password for the server: {}", "password (temporary): {}", "your new password will be {}.", "here is the password\n{}", "IDENTIFIED BY '{}'", "define('DB_PASSWORD', '{}');", "const dbPassword = '{}';",
)  # fmt: skip
FOR_KEYS = (
    "API_KEY={}", "api_key: {}", "apiKey = '{}'", '"api_key": "{}"', "x-api-key: {}", "Authorization: Bearer {}", "token={}", 'auth_token = "{}"', "client_secret={}", "JWT_SECRET={}", "export OPENWEATHER_KEY={}",
    "my api key is {}", "here's my token: {}", "Mein API-Schlüssel: {}", "https://api.x.com/v1?api_key={}", "--token {}", "Set-Cookie: session={}", "webhook secret {}", "AZURE_STORAGE_KEY={}", "API token {}", "key={}",
)  # fmt: skip
LEFT = (
    "Password must be at least 8 characters", "The password is incorrect.", "password reset link sent 3x", "Passwort vergessen?", "Passwort: siehe Zettel", "passwordless login with 2fa", "password: required",
    "password = input('pw')", "password=os.getenv('PW')", "pwd = cfg.db.password", "pw=$PW", "pw=%PW%", "user.password == other.password", "password: str = Field(...)", "if (password.length < 8)",
    "maintain('pass', 'localhost')", "'user:passwd' -> 'user'", "max_tokens=4096", "token limit is 4096", "primary key = id", "foreign_key=user_id", "cache_key = user:profile", "the key is 42", "key: value",
    "pin 13 is high", "code 404", "secret santa on Dec12", "the secret ingredient is vanilla42", "session key 12", "id: 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "const getUserNameFromDatabase2 = 1",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA", "integrity sha512-q7Zp2LmX9vKd4RtY8wBn3HsJq7Zp2LmX9vKd4RtY8wBn3HsJ", "request-id: V1StGXR8_Z5jdHi6BmyTq", "Fixed RemovedInPytest4Warning where",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl", "commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "key: 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "https://x.org/?token=required", "run --token NAME", "Bearer of bad news since 2019", "api key rotation every 90 days", "token abcdefghijklmnopqrstuvwx", "db://user:password@host/x",
    "-----BEGIN CERTIFICATE-----\n" + "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n" * 3 + "-----END CERTIFICATE-----",
)  # fmt: skip


def covered(text: str, value: str) -> bool:
    """Whether no letter or digit of the value is left."""
    begin = text.index(value)
    hidden = {at for span in SCRUBBER.detect(text) for at in range(span.start, span.end)}
    return all(at in hidden for at in range(begin, begin + len(value)) if text[at].isalnum())


@pytest.mark.parametrize("sentence", FOR_PASSWORDS)
def test_passwords_are_hidden_in_every_setting(sentence: str) -> None:
    assert [value for value in PASSWORDS if not covered(sentence.format(value), value)] == []


@pytest.mark.parametrize("sentence", FOR_KEYS)
def test_keys_are_hidden_beside_a_word_for_them(sentence: str) -> None:
    rng = random.Random(sentence)
    values = ["".join(rng.choice(string.ascii_letters + string.digits) for _ in range(size)) for size in (20, 32, 40)]
    assert [value for value in values if not covered(sentence.format(value), value)] == []


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_a_secret_stays(text: str) -> None:
    assert [text[span.start : span.end] for span in SCRUBBER.detect(text) if span.kind == "SECRET"] == []


@pytest.mark.parametrize(("text", "value"), [
    ("mypassword: hunter2", "hunter2"), ("DBPASSWORD=hunter2", "hunter2"), ("PERSON_7QXKpassword: hunter2", "hunter2"), ("user: anna\npassword: swordfish\n", "swordfish"), ("PIN is 4711", "4711"), ("Your verification code is 123456", "123456"), ("cvv 123", "123"),
    ("seed phrase: witch collapse practice feed shame open despair creek road again ice least", "witch collapse practice feed shame open despair creek road again ice least"),
    ("$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"),
    ("redis://:p4ssw0rd@cache:6379/0", "p4ssw0rd"), ("postgres://u:p@ss/w0rd@db:5432/x", "p@ss/w0rd"), ("passphrase: 'correct horse 7 staple'", "correct horse 7 staple"),
    ("secret_key_base: 0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"),
])  # fmt: skip
def test_other_forms_of_secrets_are_hidden(text: str, value: str) -> None:
    assert covered(text, value)
