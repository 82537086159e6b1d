"""Addresses of the standard doors."""

from django.urls import path

from api.ogc import items, tiles, views

OF_COLLECTION = "ogc/collections/<str:name>"
urlpatterns = [
    path("ogc", views.landing, name="ogc-short"),
    path("ogc/", views.landing, name="ogc"),
    path("ogc/conformance", views.conformance, name="ogc-conformance"),
    path("ogc/api", views.api, name="ogc-api"),
    path("ogc/collections", views.collections, name="ogc-collections"),
    path(OF_COLLECTION, views.collection, name="ogc-collection"),
    path(f"{OF_COLLECTION}/queryables", views.queryables, name="ogc-queryables"),
    path(f"{OF_COLLECTION}/items", items.items, name="ogc-items"),
    path(f"{OF_COLLECTION}/items/<str:item_id>", items.item, name="ogc-item"),
    path(f"{OF_COLLECTION}/style", tiles.style, name="ogc-style"),
    path(f"{OF_COLLECTION}/tiles", tiles.tilesets, name="ogc-tilesets"),
    path(f"{OF_COLLECTION}/tiles/<str:matrix_set>", tiles.tileset, name="ogc-tileset"),
    path(
        f"{OF_COLLECTION}/tiles/<str:matrix_set>/<int:z>/<int:row>/<int:col>", tiles.tile, name="ogc-tile"
    ),
    path("ogc/tileMatrixSets", tiles.matrix_sets, name="ogc-matrix-sets"),
    path("ogc/tileMatrixSets/<str:matrix_set>", tiles.matrix_set, name="ogc-matrix-set"),
]  # fmt: skip
