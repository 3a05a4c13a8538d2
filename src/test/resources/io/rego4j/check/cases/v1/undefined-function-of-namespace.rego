package shop.orders

allow if json.parse(input.text)
