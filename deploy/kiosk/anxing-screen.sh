#!/usr/bin/env bash
# Starts one screen: Chromium, full screen, on the kiosk app. The first start shows a pairing code for staff to confirm.
# Usage: ANXING_ORIGIN=https://screens.example.airport anxing-screen.sh
set -euo pipefail

: "${ANXING_ORIGIN:?Set ANXING_ORIGIN to the controller, e.g. https://screens.example.airport}"
profile="${ANXING_PROFILE:-$HOME/.anxing-screen}"
browser="$(command -v chromium || command -v chromium-browser || command -v google-chrome)" || {
  echo "No Chromium found. Install it: apt-get install chromium" >&2
  exit 1
}

# The profile holds the pairing, the last programme and unsent answers: keep it on a disk, never in RAM.
exec "$browser" \
  --kiosk --app="$ANXING_ORIGIN/kiosk/" --user-data-dir="$profile" \
  --autoplay-policy=no-user-gesture-required \
  --no-first-run --disable-session-crashed-bubble --disable-infobars --noerrdialogs \
  --disable-pinch --overscroll-history-navigation=0 \
  --disable-features=Translate,TouchpadOverscrollHistoryNavigation
