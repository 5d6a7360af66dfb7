-- The feeds as they are, with their types. Rows keep the order of the files, so that a later row has a higher rowid.
-- Nothing is detected: looking into every file for its dialect costs more than reading it. So columns are taken by
-- their place; whether the headers name them so is checked afterwards.
CREATE TABLE declaration_line AS
FROM read_csv(
    getvariable('declaration_line'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {
        'document_no': 'VARCHAR',
        'line_no': 'INTEGER',
        'document_type': 'VARCHAR',
        'supervision_mode': 'VARCHAR',
        'zone_flow': 'VARCHAR',
        'customs_code': 'VARCHAR',
        'enterprise_code': 'VARCHAR',
        'order_no': 'VARCHAR',
        'statistics_flag': 'VARCHAR',
        'released_at': 'TIMESTAMP',
        'item_no': 'VARCHAR',
        'hs_code': 'VARCHAR',
        'goods_name': 'VARCHAR',
        'goods_spec': 'VARCHAR',
        'mark': 'VARCHAR',
        'quantity': 'DECIMAL(19, 5)',
        'unit': 'VARCHAR',
        'unit_price': 'DECIMAL(19, 5)',
        'currency': 'VARCHAR',
        'declared_on': 'DATE',
        'status': 'VARCHAR',
        'destination_country': 'VARCHAR'
    }
);

CREATE TABLE return_line AS
FROM read_csv(
    getvariable('return_line'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {
        'return_no': 'VARCHAR',
        'line_no': 'INTEGER',
        'enterprise_code': 'VARCHAR',
        'document_no': 'VARCHAR',
        'document_line_no': 'INTEGER',
        'applied_on': 'DATE',
        'entered_on': 'DATE',
        'customs_code': 'VARCHAR',
        'order_no': 'VARCHAR',
        'reason': 'VARCHAR',
        'evidence_ref': 'VARCHAR',
        'shipment': 'VARCHAR',
        'shipment_no': 'VARCHAR',
        'item_no': 'VARCHAR',
        'hs_code': 'VARCHAR',
        'goods_name': 'VARCHAR',
        'mark': 'VARCHAR',
        'quantity': 'DECIMAL(19, 5)',
        'unit': 'VARCHAR',
        'original_state': 'BOOLEAN',
        'rebate_settled': 'BOOLEAN',
        'status': 'VARCHAR',
        'agent_code': 'VARCHAR',
        'customs_outcome': 'VARCHAR',
        'closed_on': 'DATE'
    }
);

-- The one column, beside its key, that the generator's updates bring.
CREATE TABLE return_update AS
FROM read_csv(
    getvariable('return_update'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {
        'return_no': 'VARCHAR', 'line_no': 'INTEGER', 'enterprise_code': 'VARCHAR', 'evidence_ref': 'VARCHAR'
    }
);

CREATE TABLE receipt AS
FROM read_csv(
    getvariable('receipt'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {'document_no': 'VARCHAR', 'released_at': 'TIMESTAMP', 'status': 'VARCHAR'}
);

CREATE TABLE enterprise AS
FROM read_csv(
    getvariable('enterprise'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {
        'enterprise_code': 'VARCHAR',
        'other_code': 'VARCHAR',
        'name': 'VARCHAR',
        'monitoring_from': 'DATE',
        'monitoring_to': 'DATE',
        'contact_email': 'VARCHAR'
    }
);

-- The shipped bans and the customer's own.
CREATE TABLE prohibited_goods AS
FROM read_csv(
    getvariable('prohibited_goods'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {
        'hs_prefix': 'VARCHAR',
        'scope': 'VARCHAR',
        'valid_from': 'DATE',
        'valid_to': 'DATE',
        'source': 'VARCHAR',
        'description': 'VARCHAR'
    }
);
