package shop.orders

allow if data.shop.users.known(input.user)
