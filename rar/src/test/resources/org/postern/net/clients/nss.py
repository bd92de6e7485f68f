"""Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it.

The client of NSS does not know STARTTLS: a relay asks for it, and hands the connection over when TLS begins.
"""
import ctypes
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading

NAME = sys.argv[1]


def starttls(port):
    """A connection on which TLS may begin, if it is offered."""
    client = smtplib.SMTP("127.0.0.1", port, timeout=20)
    client.ehlo()
    if not client.has_extn("starttls"):
        client.quit()
        return None
    client.docmd("STARTTLS")
    return client.sock


def copy(source, target):
    try:
        while octets := source.recv(65536):
            target.sendall(octets)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def relay(listener, server):
    client, _ = listener.accept()
    with client:
        back = threading.Thread(target=copy, args=(server, client))
        back.start()
        copy(client, server)
        back.join()


def attempt(port, options):
    server = starttls(port)
    if server is None:
        return "not-offered"
    with server, socket.create_server(("127.0.0.1", 0)) as listener:
        between = threading.Thread(target=relay, args=(listener, server))
        between.start()
        tstclnt = ["tstclnt", "-4", "-h", "127.0.0.1", "-p", str(listener.getsockname()[1]), "-a", NAME]
        said = conversation(tstclnt + options)
        between.join()
    understood = any(line.startswith(b"221") for line in said)
    if os.environ.get("REASONS") and not understood:
        sys.stderr.buffer.writelines(said)
    return "yes" if understood else "no"


def conversation(tstclnt):
    """What the client has written when the server has answered QUIT, or when it has given up.

    Told to end with the handshake (-Q), it waits for the tickets of TLS 1.3, which BoringSSL sends with the first reply.
    """
    said = []
    with subprocess.Popen(
        tstclnt, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as client:
        patience = threading.Timer(20, client.kill)
        patience.start()
        client.stdin.write(b"QUIT\r\n")
        client.stdin.flush()
        for line in client.stdout:
            said.append(line)
            if line.startswith(b"221"):
                break
        patience.cancel()
        client.kill()
    return said


def database(root):
    """What NSS trusts is in a directory of its own."""
    directory = tempfile.mkdtemp(dir=os.path.dirname(root))
    for options in (["-N", "--empty-password"], ["-A", "-n", "root", "-t", "C,,", "-i", root]):
        subprocess.run(["certutil", "-d", "sql:" + directory] + options, check=True, stdout=subprocess.DEVNULL)
    return directory


if shutil.which("tstclnt"):
    library = ctypes.CDLL("libnss3.so")
    library.NSS_GetVersion.restype = ctypes.c_char_p
    print("NSS", library.NSS_GetVersion().decode().split()[0])
    for line in sys.stdin:
        port, root = line.split()
        print(attempt(int(port), ["-D", "-o"]), attempt(int(port), ["-d", "sql:" + database(root)]))
