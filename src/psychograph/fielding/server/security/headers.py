"""What every answer says to the browser about what it may do.

Content Security Policy Level 3 (W3C), HTTP Strict Transport Security (RFC 6797), Permissions Policy (W3C),
after the recommendations of OWASP's Secure Headers project.
"""

from __future__ import annotations

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
DENIED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
TWO_YEARS = 2 * 365 * 24 * 3600

PERSONAL = b"no-store"
IMMUTABLE = b"public, max-age=31536000, immutable"


def headers_for(*, encrypted: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers of every answer.

    Parameters
    ----------
    encrypted : bool
        Whether the public address begins with https.
    """
    said = {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": ", ".join(f"{one}=()" for one in DENIED),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex, nofollow",
    }
    if encrypted:
        said["strict-transport-security"] = f"max-age={TWO_YEARS}"
    return [(name.encode(), value.encode()) for name, value in said.items()]
