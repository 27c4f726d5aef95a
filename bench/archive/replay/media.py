"""Writes a minute of sound and a paper of one page into a folder: media.py FOLDER"""

import struct
import sys
from pathlib import Path

folder = Path(sys.argv[1])
rate, seconds = 8000, 60
sound = bytes(128 + (40 if i // 10 % 2 else -40) for i in range(rate * seconds))
folder.joinpath("tone.wav").write_bytes(
    b"RIFF" + struct.pack("<I", 36 + len(sound)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8)
    + b"data" + struct.pack("<I", len(sound)) + sound)

text = b"BT /F1 48 Tf 72 700 Td (A paper) Tj ET"
objects = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    b"<< /Length " + str(len(text)).encode() + b" >>\nstream\n" + text + b"\nendstream",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
]
pdf, places = b"%PDF-1.4\n", []
for number, content in enumerate(objects, 1):
    places.append(len(pdf))
    pdf += b"%d 0 obj\n" % number + content + b"\nendobj\n"
start = len(pdf)
pdf += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
pdf += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
folder.joinpath("paper.pdf").write_bytes(pdf)
