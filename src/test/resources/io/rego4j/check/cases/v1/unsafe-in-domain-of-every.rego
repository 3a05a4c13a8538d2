package shop.orders

allow if every item in items { item.price < 3 }
