package shop.orders

# METADATA
# scope: document
# title: one
allow if input.a

# METADATA
# scope: document
# title: two
allow if input.b
