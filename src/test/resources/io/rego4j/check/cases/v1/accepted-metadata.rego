package shop.orders

# METADATA
# title: t
allow if rego.metadata.rule().title == "t"
