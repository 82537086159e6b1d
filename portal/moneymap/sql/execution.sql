-- How far the money of a year was used, per region, the first digits of its code. Yuan, exact. found: a queryset's
-- indicators with the place of their project; one that crosses counts in each region with the share there.
WITH found (site_id, region_code, crosses, authority_yuan, paid_yuan) AS ({rows}),
part AS (
    SELECT left(region_code, %(digits)s) AS code, 1::numeric AS share, authority_yuan, paid_yuan
    FROM found WHERE NOT crosses
    UNION ALL
    SELECT left(s.region_code, %(digits)s), s.share, f.authority_yuan, f.paid_yuan
    FROM found AS f JOIN features_allocationshare AS s ON s.feature_id = f.site_id
    WHERE f.crosses
)
SELECT
    code, sum(authority_yuan * share) AS authority_yuan, sum(paid_yuan * share) AS paid_yuan,
    round(sum(paid_yuan * share) * 100 / nullif(sum(authority_yuan * share), 0), 2) AS execution_pct
FROM part
WHERE length(code) = %(digits)s AND code LIKE %(prefix)s
GROUP BY code
ORDER BY code COLLATE "C";
