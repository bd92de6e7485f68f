"""Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it."""
import smtplib
import ssl
import sys

NAME = sys.argv[1]


def attempt(port, context):
    try:
        client = smtplib.SMTP("127.0.0.1", port, timeout=20)
        client.ehlo()
        if not client.has_extn("starttls"):
            client.quit()
            return "not-offered"
        client._host = NAME
        client.starttls(context=context)
        client.ehlo()
        client.quit()
        return "yes"
    except (ssl.SSLError, OSError, smtplib.SMTPException):
        return "no"


print("Python %d.%d with %s" % (sys.version_info[:2] + (" ".join(ssl.OPENSSL_VERSION.split()[:2]),)))
for line in sys.stdin:
    port, root = line.split()
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    try:
        verifying = ssl.create_default_context(cafile=root)
        verified = attempt(int(port), verifying)
    except ssl.SSLError:
        verified = "no"
    print(attempt(int(port), trusting), verified)
