-- How many photos of an application were taken in its period within so many metres of its section.
SELECT count(*) AS photos
FROM payments_evidence AS evidence
JOIN payments_application AS application ON application.id = evidence.application_id
JOIN features_feature AS section ON section.id = application.feature_id
JOIN features_feature AS place ON place.id = evidence.place_id
WHERE application.id = %(application)s AND evidence.kind = 'photo'
    AND evidence.taken_on BETWEEN application.period_from AND application.period_to
    AND ST_DWithin(section.geom::geography, place.geom::geography, %(buffer_m)s);
