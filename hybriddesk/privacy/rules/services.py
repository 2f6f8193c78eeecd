"""Keys that say themselves whose they are: the prefixes that services publish for their own keys, so that leaked ones are found."""

from __future__ import annotations

_WORD = "[A-Za-z0-9_\\-]"
_PLAIN = "[A-Za-z0-9]"
_HEX = "[0-9a-fA-F]"
_UUID = rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"

CLOUDS = (
    r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}", rf"AIza{_WORD}{{35}}", r"ya29\.[A-Za-z0-9_\-.]{20,250}", rf"GOCSPX-{_WORD}{{20,40}}", rf"1//0{_WORD}{{20,120}}",
    r"LTAI[A-Za-z0-9]{12,30}", r"AKID[A-Za-z0-9]{13,40}", rf"do[opr]_v1_{_HEX}{{64}}", r"[A-Za-z0-9_~.]{3}8Q~[A-Za-z0-9_~.\-]{31,34}", r"AccountKey=[A-Za-z0-9+/=]{40,100}",
    r"SharedAccessKey=[A-Za-z0-9+/=]{20,100}", r"[?&]sig=[A-Za-z0-9%+/=]{30,120}", rf"HRKU-{_WORD}{{36,64}}", rf"pscale_(?:tkn|pw|oauth)_{_WORD}{{30,64}}", rf"sb[ps]_{_WORD}{{36,60}}", rf"sb_(?:secret|publishable)_{_WORD}{{20,60}}",
    rf"nfp_{_PLAIN}{{36,40}}", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}", rf"tskey-(?:auth|api|client|scim|webhook)-{_WORD}{{20,80}}", rf"fo1_{_WORD}{{43}}", r"FlyV1 fm[0-9]_[A-Za-z0-9+/=,_]{80,400}", rf"vc[apkr]_{_PLAIN}{{24,80}}",
    r"AQVN[A-Za-z0-9_\-]{35,38}", r"y[0-3]_[A-Za-z0-9_\-]{50,70}", r"t1\.[A-Z0-9a-z_\-]{30,400}", r"ocid1\.(?:credential|key)\.[a-z0-9.\-_]{20,120}",
)  # fmt: skip
CODE = (
    rf"gh[pousr]_{_PLAIN}{{36,255}}", r"github_pat_[A-Za-z0-9_]{22,255}", rf"gl(?:pat|dt|rt|ft|ptt|agent|soat|imt|cbt|oas|ffct|rtr|feat)-{_WORD}{{20,64}}", rf"GR1348941{_WORD}{{20}}", rf"npm_{_PLAIN}{{36}}", rf"pypi-{_WORD}{{50,250}}",
    r"rubygems_[0-9a-f]{48}", r"oy2[a-z0-9]{43}", rf"dckr_(?:pat|oat)_{_WORD}{{20,40}}", r"ATATT3[A-Za-z0-9_\-=]{50,250}", r"ATBB[A-Za-z0-9]{32}", r"ATCTT3[A-Za-z0-9_\-=]{50,250}", rf"bkua_{_HEX}{{40}}", rf"CCIPAT_{_PLAIN}{{22}}_{_HEX}{{40}}",
    r"AKCp[A-Za-z0-9]{10,80}", r"cmVmdGtuO[A-Za-z0-9]{50,70}", rf"PMAK-{_HEX}{{24}}-{_HEX}{{34}}", rf"pul-{_HEX}{{40}}", rf"sgp_(?:{_HEX}{{16}}_)?{_HEX}{{40}}", rf"sq[upa]_{_HEX}{{40}}", r"sntry[su]_[A-Za-z0-9+/=_]{40,250}", r"atlasv1\.[A-Za-z0-9_\-=]{40,100}", rf"{_PLAIN}{{14}}\.atlasv1\.[A-Za-z0-9_\-=]{{60,70}}",
    rf"hv[sbr]\.{_WORD}{{20,200}}", rf"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9\-_]{{2,35}}\.)?{_PLAIN}{{40,44}}", r"ops_eyJ[A-Za-z0-9+/=_\-]{100,600}", r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{5,11}-){3,5}[A-Z0-9]{5}", rf"ico-{_PLAIN}{{32}}", rf"CFPAT-{_WORD}{{43}}", rf"crates?io{_PLAIN}{{32}}", rf"cio{_PLAIN}{{32}}",
    rf"vercel_{_PLAIN}{{24}}", rf"rnd_{_PLAIN}{{28,40}}", r"rpa_[A-Z0-9]{40,46}", rf"phx?c?_{_PLAIN}{{40,48}}",
)  # fmt: skip
MODELS = (
    rf"sk-(?:proj-|svcacct-|admin-|None-|ant-(?:api|admin|oat|sid)[0-9]{{2}}-|or-v1-|nano-|lf-)?{_WORD}{{20,240}}", rf"sess-{_PLAIN}{{40}}", rf"hf_{_PLAIN}{{30,40}}", rf"api_org_{_PLAIN}{{34}}", rf"r8_{_PLAIN}{{37,40}}", rf"gsk_{_PLAIN}{{40,60}}", rf"xai-{_PLAIN}{{40,100}}", rf"pplx-{_PLAIN}{{40,60}}",
    rf"nvapi-{_WORD}{{60,70}}", rf"fw_{_PLAIN}{{22,32}}", rf"lsv2_(?:pt|sk)_{_HEX}{{32}}_{_HEX}{{10}}", r"pcsk_[A-Za-z0-9_]{60,80}", rf"pa-{_WORD}{{40,50}}", rf"tvly-{_WORD}{{28,40}}", rf"sk_{_HEX}{{48}}", rf"jina_{_PLAIN}{{56,64}}", rf"csk-{_PLAIN}{{40,56}}", r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
)  # fmt: skip
MONEY = (
    rf"[spr]k_(?:live|test)_{_PLAIN}{{10,120}}", r"whsec_[A-Za-z0-9+/=]{20,80}", rf"sq0(?:atp|csp|idp)-{_WORD}{{22,43}}", r"EAAA[A-Za-z0-9_\-]{50,70}", rf"shp(?:at|ca|pa|ss|ua|tka)_{_HEX}{{32}}", r"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}", rf"A21AA{_WORD}{{80,100}}", rf"FLWSECK(?:_TEST)?-{_PLAIN}{{12,40}}-?X?",
    rf"EZ[AT]K{_PLAIN}{{54}}", rf"(?:live|test)_(?:pub_)?{_PLAIN}{{30,40}}", rf"shippo_(?:live|test)_{_HEX}{{40}}", rf"rzp_(?:live|test)_{_PLAIN}{{14}}", rf"duffel_(?:live|test)_{_WORD}{{43}}", rf"access-(?:production|sandbox|development)-{_UUID}", rf"p8e-{_PLAIN}{{32}}", rf"lmnsk_(?:live|test)_{_PLAIN}{{20,40}}",
)  # fmt: skip
MAIL = (
    r"xox[abeoprs]-[A-Za-z0-9\-]{10,250}", r"xoxe\.xox[bp]-[0-9]-[A-Za-z0-9\-]{100,200}", r"xapp-[0-9]-[A-Za-z0-9\-]{10,250}", r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_]{20,120}", r"https://(?:[a-z]{1,8}\.)?discord(?:app)?\.com/api/webhooks/[0-9]{5,30}/[A-Za-z0-9_\-]{20,120}",
    r"https://[a-z0-9\-]{1,40}\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/\-]{40,250}", r"https://hooks\.zapier\.com/hooks/catch/[0-9]{4,12}/[A-Za-z0-9]{5,12}", rf"[MNO][A-Za-z0-9_\-]{{23,27}}\.{_WORD}{{6}}\.{_WORD}{{27,40}}", rf"[0-9]{{8,10}}:AA{_WORD}{{32,34}}", rf"SG\.{_WORD}{{16,32}}\.{_WORD}{{16,64}}", r"key-[0-9a-f]{32}", r"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}",
    r"[0-9a-f]{32}-us[0-9]{1,2}", r"AC[0-9a-f]{32}", r"SK[0-9a-f]{32}", rf"xkeysib-[0-9a-f]{{64}}-{_PLAIN}{{16}}", rf"xsmtpsib-[0-9a-f]{{64}}-{_PLAIN}{{16}}", r"mlsn\.[0-9a-f]{64}", rf"re_{_PLAIN}{{8,10}}_{_PLAIN}{{20,30}}", r"EAA[A-Za-z0-9]{40,250}", r"IGQV[A-Za-z0-9_\-]{60,250}", r"AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,120}", r"AAAA[A-Za-z0-9_\-]{7}:APA91b[A-Za-z0-9_\-]{100,180}",
    r"sl\.[A-Za-z0-9_\-=]{60,250}", rf"MDS-{_PLAIN}{{20,40}}",
)  # fmt: skip
TOOLS = (
    rf"lin_(?:api|oauth)_{_PLAIN}{{32,64}}", rf"secret_{_PLAIN}{{40,50}}", rf"ntn_{_PLAIN}{{40,60}}", rf"fig[dour]_{_WORD}{{30,50}}", r"dapi[0-9a-f]{32}(?:-[0-9])?", r"NRAK-[A-Z0-9]{27}", r"NRJS-[a-f0-9]{19}", rf"glsa_{_PLAIN}{{32}}_{_HEX}{{8}}", r"glc_[A-Za-z0-9+/=]{32,400}", r"dt0[a-zA-Z][0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}",
    rf"pat{_PLAIN}{{14}}\.[0-9a-f]{{64}}", rf"pat-(?:na|eu|ap)[0-9]-{_UUID}", rf"(?:sdk|mob|api)-{_UUID}", rf"(?:sk|pk|tk)\.eyJ[A-Za-z0-9_\-]{{20,200}}\.{_WORD}{{20,40}}", rf"tfp_{_WORD}{{40,80}}", r"fio-u-[A-Za-z0-9_\-=]{64}", rf"aio_{_PLAIN}{{28}}", rf"pn[ub]_{_PLAIN}{{36}}", r"eyJrIjoi[A-Za-z0-9_\-=]{40,400}", rf"PRIVATE_{_HEX}{{32}}", rf"user_key_{_PLAIN}{{24,48}}", rf"key_{_PLAIN}{{24,40}}", rf"cal_(?:live_)?{_HEX}{{32}}",
)  # fmt: skip
_ALL = (*CLOUDS, *CODE, *MODELS, *MONEY, *MAIL, *TOOLS)
TOGETHER = 8
"""In one alternation of all, the engine would need 100 ms to compile it, in one piece that holds the window; of eight each, 3 ms."""
PREFIXED = tuple("|".join(_ALL[at : at + TOGETHER]) for at in range(0, len(_ALL), TOGETHER))
"""Alternations; a linear-time engine reads the text once for each of them."""
