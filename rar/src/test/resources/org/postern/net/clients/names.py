"""Of each line "port way version name": whose certificate it is given when it asks for that name, or what keeps it from asking."""
import smtplib
import ssl
import sys

COMMON_NAME = b"\x06\x03\x55\x04\x03"


def common_name(der):
    at = der.rindex(COMMON_NAME) + len(COMMON_NAME)
    return der[at + 2:at + 2 + der[at + 1]].decode()


def attempt(port, way, version, name):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, "TLSv" + version.replace(".", "_"))
    try:
        client = smtplib.SMTP_SSL(timeout=20, context=context) if way == "implicit" else smtplib.SMTP(timeout=20)
        client._host = name
        client.connect("127.0.0.1", port)
        if way != "implicit":
            client.starttls(context=context)
        client.ehlo()
        answer = "CN=" + common_name(client.sock.getpeercert(True))
        client.quit()
        return answer
    except (ssl.SSLError, OSError, ValueError, smtplib.SMTPException) as e:
        return " ".join(str(e).split())


print("Python %d.%d with %s" % (sys.version_info[:2] + (" ".join(ssl.OPENSSL_VERSION.split()[:2]),)))
for line in sys.stdin:
    port, way, version, name = line.split()
    name = None if name == "-" else bytes.fromhex(name.replace("\\x", "")).decode()
    print(attempt(int(port), way, version, name), flush=True)
