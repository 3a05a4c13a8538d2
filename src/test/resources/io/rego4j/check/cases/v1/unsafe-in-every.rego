package shop.orders

allow if every item in input.items { item.price < ceiling }
