"""One session of botocore: MiniStack makes one for each service whose model it reads, and with it finds all services and handlers again."""


def install() -> None:
    import botocore.session

    session = botocore.session.get_session()
    botocore.session.get_session = lambda env_vars=None: session
