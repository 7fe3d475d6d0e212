# Sourced by .ci/run: packages of Debian.

apt_is_up_to_date=

# Installs packages, or prints why it cannot, and fails. Mends an installation that broke off, waits for one that is under
# way, and gives up soon without a network. Services that come along are not started: nobody would stop them.
install_packages() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "installing $* needs root and apt-get"
    return 1
  fi
  local apt policy=/usr/sbin/policy-rc.d own_policy='' output failed=''
  apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300
    -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20)
  if [ ! -e "$policy" ]; then
    own_policy=$policy
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  if [ -z "$apt_is_up_to_date" ]; then
    apt_is_up_to_date=1
    if [ -n "$(dpkg --audit 2>/dev/null)" ]; then
      dpkg --configure -a </dev/null >/dev/null 2>&1 || true
      "${apt[@]}" --fix-broken install >/dev/null 2>&1 || true
    fi
    "${apt[@]}" update >/dev/null 2>&1 || true
  fi
  output=$("${apt[@]}" install --no-install-recommends "$@" 2>&1) || failed=1
  [ -z "$own_policy" ] || rm -f "$own_policy"
  [ -z "$failed" ] || echo "apt-get cannot install $* ($(grep -m 1 '^E:' <<<"$output" || echo 'no reason given'))"
  [ -z "$failed" ]
}
