# Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it.
version=$(gnutls-cli --version 2>/dev/null | head -1)
[ -n "$version" ] || exit 0
echo "GnuTLS ${version##* }"
host=$1
# The client itself waits in vain where STARTTLS is refused.
offered() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  read -r _ <&3
  printf 'EHLO client.example.org\r\n' >&3
  found=1
  while read -r line <&3; do
    case "$line" in *STARTTLS*) found=0 ;; esac
    case "$line" in "250 "*) break ;; esac
  done
  printf 'QUIT\r\n' >&3
  exec 3>&-
  return $found
}
attempt() {
  gnutls-cli --starttls-proto=smtp --port "$1" --sni-hostname="$host" --verify-hostname="$host" "$2" 127.0.0.1 \
    </dev/null 2>&1 | grep -q 'Handshake was completed' && echo yes || echo no
}
while read -r port root; do
  if offered "$port"; then
    echo "$(attempt "$port" --insecure) $(attempt "$port" "--x509cafile=$root")"
  else
    echo "not-offered not-offered"
  fi
done
