"""The standard doors: OGC API Features parts 1-3 and OGC API Tiles, under the policy of every other."""
