"""Who a person is: the user model, sign-in, second step, roles."""
