"""User agents of the browsers that install the app."""

from rontal.web.install.devices import Device

KIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"


PHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {KIT}"


AGENTS = {
    f"Mozilla/5.0 (Linux; Android 10; K) {BLINK} Chrome/142.0.0.0 Mobile Safari/537.36":
        Device.ANDROID_CHROME,
    f"Mozilla/5.0 (Linux; Android 10; K) {BLINK} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile "
    "Safari/537.36": Device.SAMSUNG,
    "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0": Device.ANDROID_FIREFOX,
    f"Mozilla/5.0 (Linux; Android 14; SM-A155F Build/UP1A; wv) {BLINK} Version/4.0 "
    "Chrome/142.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0.0.0;]": Device.IN_APP,
    f"{PHONE} Version/18.6 Mobile/15E148 Safari/604.1": Device.IOS_SAFARI,
    f"Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) {KIT} Version/16.6 Mobile/15E148 Safari/604.1":
        Device.IOS_SAFARI,
    f"{PHONE} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1": Device.IOS_OTHER,
    f"{PHONE} FxiOS/145.0 Mobile/15E148 Safari/604.1": Device.IOS_OTHER,
    f"{PHONE} Mobile/15E148 Instagram 400.0.0.0": Device.IN_APP,
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Chrome/142.0.0.0 Safari/537.36 "
    "Edg/142.0.0.0": Device.EDGE,
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Chrome/142.0.0.0 Safari/537.36":
        Device.CHROME,
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {BLINK} Chrome/142.0.0.0 Safari/537.36":
        Device.CHROME,
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {KIT} Version/18.6 Safari/605.1.15":
        Device.MAC_SAFARI,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0":
        Device.FIREFOX,
    "curl/8.14.1": Device.OTHER,
    "": Device.OTHER,
}  # fmt: skip
