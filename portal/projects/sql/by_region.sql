-- Totals per region, the first digits of its code. Money in yuan, exact; progress 0-100, weighted by money.
-- found: a queryset's projects. A project inside one region counts there whole; one that crosses counts in each
-- region it touches, with the share that lies there.
WITH found (site_id, region_code, crosses, investment_yuan, paid_yuan, progress_pct) AS ({rows}),
part AS (
    SELECT left(region_code, %(digits)s) AS code, 1::numeric AS share, investment_yuan, paid_yuan, progress_pct
    FROM found
    WHERE NOT crosses
    UNION ALL
    SELECT left(s.region_code, %(digits)s), sum(s.share), f.investment_yuan, f.paid_yuan, f.progress_pct
    FROM found AS f
    JOIN features_allocationshare AS s ON s.feature_id = f.site_id
    WHERE f.crosses AND s.region_code LIKE %(prefix)s
    GROUP BY f.site_id, left(s.region_code, %(digits)s), f.investment_yuan, f.paid_yuan, f.progress_pct
)
SELECT
    code,
    count(*) AS projects,
    count(*) FILTER (WHERE share < 1) AS crossing,
    sum(investment_yuan * share) AS investment_yuan,
    sum(paid_yuan * share) AS paid_yuan,
    (sum(investment_yuan * share * progress_pct) / nullif(sum(investment_yuan * share), 0))::float8 AS progress_pct
FROM part
GROUP BY code
ORDER BY code COLLATE "C";
