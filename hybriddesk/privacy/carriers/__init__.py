"""Structure that carries values: JSON, markup, tables, SQL, program text, settings, mail headers, logs. Text in, regions with labels out."""
