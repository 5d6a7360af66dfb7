-- One row per goods line of an original export document, as it stands now.
-- released_at is the receipt's, where a receipt released the document, else what the line's own file gave.
-- Moments are China time without an offset. No unique index: it would more than double the file; the merge keeps keys unique.
CREATE TABLE declaration_line (
    document_no         VARCHAR NOT NULL,
    line_no             INTEGER NOT NULL,
    document_type       VARCHAR NOT NULL,
    supervision_mode    VARCHAR NOT NULL,
    zone_flow           VARCHAR,
    customs_code        VARCHAR NOT NULL,
    enterprise_code     VARCHAR NOT NULL,
    order_no            VARCHAR,
    statistics_flag     VARCHAR,
    released_at         TIMESTAMP GENERATED ALWAYS AS (coalesce(receipt_released_at, own_released_at)) VIRTUAL,
    item_no             VARCHAR,
    hs_code             VARCHAR NOT NULL,
    goods_name          VARCHAR NOT NULL,
    goods_spec          VARCHAR,
    mark                VARCHAR,
    quantity            DECIMAL(19, 5) NOT NULL,
    unit                VARCHAR NOT NULL,
    unit_price          DECIMAL(19, 5) NOT NULL,
    currency            VARCHAR NOT NULL,
    declared_on         DATE,
    status              VARCHAR NOT NULL,
    destination_country VARCHAR,
    file_id             INTEGER NOT NULL,
    row_no              INTEGER NOT NULL,
    own_released_at     TIMESTAMP,
    receipt_released_at TIMESTAMP,
    is_released_by_receipt BOOLEAN GENERATED ALWAYS AS (receipt_released_at IS NOT NULL) VIRTUAL
);
