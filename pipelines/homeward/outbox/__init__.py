"""Mails on their way: kept until a server has taken them, and never sent twice."""
