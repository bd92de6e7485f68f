# Of each line "port way version name": whose certificate it is given when it asks for that name, or what keeps it from asking.
openssl version | cut -d' ' -f1,2
while read -r port way version name; do
  asking=(-noservername)
  if [ "$name" != - ]; then
    printf -v octets "$name"
    asking=(-servername "$octets")
  fi
  [ "$way" = implicit ] || asking+=(-starttls smtp)
  answer=$(printf 'EHLO client.example.org\r\nQUIT\r\n' | timeout 20 openssl s_client -connect "127.0.0.1:$port" \
    "${asking[@]}" "-tls${version/./_}" -ign_eof -nocommands 2>&1)
  case "$answer" in
    *"221 "*) answer=${answer#*subject=CN = } && echo "CN=${answer%%$'\n'*}" ;;
    *) grep -v '^[0-9A-F]*:error:' <<< "$answer" | tail -1 ;;
  esac
done
