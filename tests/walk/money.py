"""The addresses of payments. None is planted here: who sees which payment is asked in ``tests/payments``."""

NOWHERE = "00000000-0000-7000-8000-000000000000"
NUMBER = "PA2026-999999"
ONE = f"/api/v1/payments/{NOWHERE}/"
PAGE = f"/payments/{NUMBER}/"

READ = {
    "api/v1/payments/": ("/api/v1/payments/", "/api/v1/payments/?state=paid&limit=1"),
    "api/v1/payments/totals/": ("/api/v1/payments/totals/", "/api/v1/payments/totals/?region=970102"),
    "api/v1/payments/desk/": ("/api/v1/payments/desk/",),
    "api/v1/payments/<uuid:payment_id>/": (ONE,),
    "api/v1/payments/<uuid:payment_id>/headroom/": (f"{ONE}headroom/",),
    "api/v1/payments/<uuid:payment_id>/actions/<slug:action>/": (f"{ONE}actions/submit/",),
    "payments/": ("/payments/", "/payments/?state=paid&order=largest"),
    "payments/desk/": ("/payments/desk/",),
    "payments/list.xlsx": ("/payments/list.xlsx",),
    "payments/list.pdf": ("/payments/list.pdf",),
    "payments/new/": ("/payments/new/", f"/payments/new/?contract={NOWHERE}"),
    "payments/<str:number>/": (PAGE,),
    "payments/<str:number>/edit/": (f"{PAGE}edit/",),
    "payments/<str:number>/actions/<slug:action>/": (f"{PAGE}actions/submit/",),
    "payments/<str:number>/evidence/": (f"{PAGE}evidence/",),
    "payments/<str:number>/evidence/<int:evidence_id>/": (f"{PAGE}evidence/1/",),
    "payments/<str:number>/evidence/<int:evidence_id>/shown/": (f"{PAGE}evidence/1/shown/",),
}  # fmt: skip
WRITES = {
    "api/v1/payments/", "api/v1/payments/<uuid:payment_id>/",
    "api/v1/payments/<uuid:payment_id>/actions/<slug:action>/", "payments/new/",
    "payments/<str:number>/edit/", "payments/<str:number>/actions/<slug:action>/",
    "payments/<str:number>/evidence/",
}  # fmt: skip
"""What changes payments; their guards, and that each refusal is kept, are asked in ``tests/payments``."""
