package shop.orders

allow if rego.metadata.rule().title == "orders"
