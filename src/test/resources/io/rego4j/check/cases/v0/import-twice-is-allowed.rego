package shop.orders

import data.a.users
import data.b.users

allow { users }
