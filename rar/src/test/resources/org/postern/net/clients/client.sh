# Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it.
openssl version | cut -d' ' -f1,2
attempt() {
  answer=$(printf 'QUIT\r\n' | openssl s_client -starttls smtp -ign_eof -connect "127.0.0.1:$1" -servername "$host" \
    -no_ign_eof $2 2>&1 < /dev/null)
  case "$answer" in
    *"find STARTTLS"*) echo not-offered ;;
    *"Verification error"*|*"verify error"*) echo "$3" ;;
    *"Cipher is (NONE)"*|*"Cipher    : 0000"*) echo no ;;
    *"Cipher is "*) echo yes ;;
    *) echo no ;;
  esac
}
host=$1
while read -r port root; do
  echo "$(attempt "$port" "" yes) $(attempt "$port" "-CAfile $root -verify_return_error -verify_hostname $host" no)"
done
