def PublicHeadersMiddleware(g): return g
def AddressLimitMiddleware(g): return g
