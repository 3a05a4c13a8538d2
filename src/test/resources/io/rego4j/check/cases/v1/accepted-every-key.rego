package shop.orders

allow if every k, v in input.map { k != v }
