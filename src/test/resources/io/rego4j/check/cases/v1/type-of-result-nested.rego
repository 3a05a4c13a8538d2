package shop.orders

allow if upper(count(input.list)) == "A"
