"""Certificates of the server's own making, for a network without a certificate of the world's.

make_certificates(folder, names, now) -> Certificates   made, renewed or kept as they are
names_here(host, more)                 -> Names         what this machine is reached by
"""

from server.certificates.keeping import CertificateError, Certificates, make_certificates
from server.certificates.names import Names, names_here

__all__ = ["CertificateError", "Certificates", "Names", "make_certificates", "names_here"]
