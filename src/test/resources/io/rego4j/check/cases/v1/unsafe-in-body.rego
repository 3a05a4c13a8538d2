package shop.orders

allow if count(basket) > limit
