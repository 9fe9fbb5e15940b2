"""Makes Office papers of all kinds for the tests, from their formats' own words: letters, papers that
try to load from loopback and from files beside them, and papers with parts that are not printed.

make.py FOLDER PORT
"""
import os, sys, zipfile

FOLDER, PORT = sys.argv[1], sys.argv[2]
os.chdir(FOLDER)
for sub in ('hostile', 'hidden', 'plain', 'dated'):
    os.makedirs(sub, exist_ok=True)
SECRET = FOLDER + '/secret.txt'
SECPNG = FOLDER + '/secret.png'
open(SECRET, 'w').write('SECRETO-4711\n')
U = f'http://127.0.0.1:{PORT}'
def z(name,parts,first=None):
    with zipfile.ZipFile(name,'w',zipfile.ZIP_DEFLATED) as f:
        for k,v in parts.items():
            f.writestr(zipfile.ZipInfo(k) if k=='mimetype' else k, v)
W='xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
def pic(rid): return f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
def fld(code): return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>viejo</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
CT='<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="%s" ContentType="%s"/></Types>'
def rels(items): return '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'+''.join(f'<Relationship Id="{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{t}" Target="{g}"{m}/>' for i,t,g,m in items)+'</Relationships>'
EX=' TargetMode="External"'
z('hostile/a.docx',{'[Content_Types].xml':CT%('/word/document.xml','application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'),
 '_rels/.rels':rels([('r1','officeDocument','word/document.xml','')]),
 'word/_rels/document.xml.rels':rels([('p1','image',U+'/docx-pic.png',EX),('p2','image','file://'+SECPNG,EX),('t1','attachedTemplate',U+'/docx-template.dotm',EX)]),
 'word/document.xml':f'<?xml version="1.0"?><w:document {W}><w:body><w:p><w:r><w:t>Carta</w:t></w:r></w:p>'+pic('p1')+pic('p2')+fld(f'INCLUDETEXT &quot;file://{SECRET}&quot;')+fld(f'INCLUDETEXT &quot;{SECRET}&quot;')+fld(f'INCLUDEPICTURE &quot;{U}/docx-incl.png&quot; \\d')+fld(f'INCLUDEPICTURE &quot;{SECPNG}&quot; \\d')+fld(f'DDEAUTO soffice &quot;{SECRET}&quot; x')+fld(f'INCLUDETEXT &quot;{U}/docx-text.txt&quot;')+'</w:body></w:document>'})
OD='xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:ooo="http://openoffice.org/2004/office" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"'
def img(u): return f'<text:p><draw:frame draw:name="f" text:anchor-type="as-char" svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{u}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
def obj(u): return f'<text:p><draw:frame draw:name="o" text:anchor-type="as-char" svg:width="3cm" svg:height="3cm"><draw:object xlink:href="{u}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
def fframe(u): return f'<text:p><draw:frame draw:name="o" text:anchor-type="as-char" svg:width="3cm" svg:height="3cm"><draw:floating-frame xlink:href="{u}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
def sec(u,n): return f'<text:section text:name="s{n}"><text:section-source xlink:href="{u}"/><text:p>viejo</text:p></text:section>'
body='<office:text><text:p>Carta</text:p>'+img(U+'/odt-pic.png')+img('file://'+SECPNG)+obj(U+'/odt-obj.ods')+obj('file://'+SECRET)+fframe(U+'/odt-frame.html')+fframe('file://'+SECRET)+sec(U+'/odt-sec.txt',1)+sec('file://'+SECRET,2)+'</office:text>'
MAN='<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>%s</manifest:manifest>'
T='application/vnd.oasis.opendocument.text'
macro='''<?xml version="1.0"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">Sub Main
n = FreeFile
Open "'+FOLDER+'/MACRO-RAN" For Output As #n
Print #n, "ran"
Close #n
shell("/usr/bin/touch '+FOLDER+'/MACRO-RAN2")
End Sub
</script:module>'''.replace("'+FOLDER+'", FOLDER)
ev='<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners></office:scripts>'
z('hostile/a.odt',{'mimetype':T,'content.xml':f'<?xml version="1.0"?><office:document-content {OD}>{ev}<office:body>{body}</office:body></office:document-content>',
 'Basic/script-lc.xml':'<?xml version="1.0"?><!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd"><library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/></library:libraries>',
 'Basic/Standard/script-lb.xml':'<?xml version="1.0"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>',
 'Basic/Standard/Module1.xml':macro,
 'META-INF/manifest.xml':MAN%(T,''.join(f'<manifest:file-entry manifest:full-path="{p}" manifest:media-type="text/xml"/>' for p in ['Basic/script-lc.xml','Basic/Standard/script-lb.xml','Basic/Standard/Module1.xml']))})
open('hostile/a.fodt','w').write(f'<?xml version="1.0"?><office:document {OD} office:mimetype="{T}"><office:body>{body.replace("odt-","fodt-")}</office:body></office:document>')
S='application/vnd.oasis.opendocument.spreadsheet'
sheet=f'<office:spreadsheet><table:table table:name="H1"><table:table-row><table:table-cell office:value-type="string"><text:p>Hoja</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell table:formula="of:=WEBSERVICE(&quot;{U}/ods-ws&quot;)" office:value-type="string"/><table:table-cell table:formula="of:=\'file://{SECRET}\'#$secret.A1" office:value-type="string"/><table:table-cell table:formula="of:=DDE(&quot;soffice&quot;;&quot;{SECRET}&quot;;&quot;secret.A1&quot;)" office:value-type="string"/><table:table-cell table:formula="of:=\'{U}/ods-ref.ods\'#$H.A1" office:value-type="string"/></table:table-row></table:table><table:table table:name="H2"><table:table-source xlink:href="file://{SECRET}" table:filter-name="Text - txt - csv (StarCalc)" table:filter-options="44,34,76,1"/><table:table-row><table:table-cell office:value-type="string"><text:p>viejo</text:p></table:table-cell></table:table-row></table:table><table:table table:name="H3"><table:table-row><table:table-cell><table:cell-range-source table:name="X" xlink:href="{U}/ods-area.csv" table:filter-name="Text - txt - csv (StarCalc)" table:last-column-spanned="1" table:last-row-spanned="1"/></table:table-cell></table:table-row></table:table></office:spreadsheet>'
z('hostile/a.ods',{'mimetype':S,'content.xml':f'<?xml version="1.0"?><office:document-content {OD}><office:body>{sheet}</office:body></office:document-content>','META-INF/manifest.xml':MAN%(S,'')})
open('hostile/a.rtf','w').write(r'{\rtf1\ansi Carta\par {\field{\*\fldinst INCLUDEPICTURE "'+U+r'/rtf-pic.png" \\d}{\fldrslt viejo}}\par {\field{\*\fldinst INCLUDETEXT "'+SECRET+r'"}{\fldrslt viejo}}\par {\field{\*\fldinst INCLUDEPICTURE "'+SECPNG+r'" \\d}{\fldrslt viejo}}{\object\objautlink\objw100\objh100{\*\objdata 01050000}{\result viejo}}}')
X='xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
z('hostile/a.xlsx',{'[Content_Types].xml':CT.replace('</Types>','<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>')%('/xl/workbook.xml','application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'),
 '_rels/.rels':rels([('r1','officeDocument','xl/workbook.xml','')]),
 'xl/workbook.xml':f'<?xml version="1.0"?><workbook {X}><sheets><sheet name="H1" sheetId="1" r:id="s1"/></sheets><externalReferences><externalReference r:id="e1"/></externalReferences></workbook>',
 'xl/_rels/workbook.xml.rels':rels([('s1','worksheet','worksheets/sheet1.xml',''),('e1','externalLink','externalLinks/externalLink1.xml','')]),
 'xl/externalLinks/externalLink1.xml':f'<?xml version="1.0"?><externalLink {X}><externalBook r:id="b1"><sheetNames><sheetName val="secret"/></sheetNames></externalBook></externalLink>',
 'xl/externalLinks/_rels/externalLink1.xml.rels':rels([('b1','externalLinkPath','file://'+SECRET,EX)]),
 'xl/worksheets/sheet1.xml':f'<?xml version="1.0"?><worksheet {X}><sheetData><row r="1"><c r="A1" t="str"><f>_xlfn.WEBSERVICE("{U}/xlsx-ws")</f><v>viejo</v></c><c r="B1" t="str"><f>[1]secret!A1</f><v>viejo</v></c><c r="C1" t="inlineStr"><is><t>Hoja</t></is></c></row></sheetData></worksheet>'})
P='application/vnd.oasis.opendocument.presentation'
z('hostile/a.odp',{'mimetype':P,'content.xml':f'<?xml version="1.0"?><office:document-content {OD}><office:body><office:presentation><draw:page draw:name="1" draw:master-page-name="m"><draw:frame svg:x="1cm" svg:y="1cm" svg:width="8cm" svg:height="2cm"><draw:text-box><text:p>Lamina</text:p></draw:text-box></draw:frame><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{U}/odp-pic.png" xlink:type="simple"/></draw:frame><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="file://{SECPNG}" xlink:type="simple"/></draw:frame></draw:page></office:presentation></office:body></office:document-content>','META-INF/manifest.xml':MAN%(P,'')})

# A picture with one color that is in no other.
import struct, zlib
def png(path, rgb):
    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + bytes(rgb) * 200 for _ in range(200))
    open(path, 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 200, 200, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
png(SECPNG, (0x12, 0xab, 0x34))

# A letter with what is not printed.
def docx(path, body, more={}, rel=()):
    z(path, {'[Content_Types].xml': CT % ('/word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'),
     '_rels/.rels': rels([('r1', 'officeDocument', 'word/document.xml', '')]),
     'word/_rels/document.xml.rels': rels(list(rel)),
     'word/document.xml': f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>', **more})
P = lambda text: f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
LETTER = [P('CARTA DE RECOMENDACI\u00d3N'), P('Yo, Mar\u00eda P\u00e9rez, conozco a Juan G\u00f3mez desde 2009.'), P('Es un buen vecino &amp; un padre.')]
docx('plain/carta.docx', ''.join(LETTER))
# A letter whose day is that on which it is opened, and one whose day was typed.
DAY = '25 de noviembre de 2008'
today = f'''<w:fldSimple w:instr=" DATE \\@ &quot;d 'de' MMMM 'de' yyyy&quot; "><w:r><w:t>{DAY}</w:t></w:r></w:fldSimple>'''
for name, day in ('hoy', today), ('fija', f'<w:r><w:t>{DAY}</w:t></w:r>'):
    docx(f'dated/{name}.docx', P('CARTA DE BUENA CONDUCTA') + '<w:p><w:r><w:t xml:space="preserve">Maracaibo, </w:t></w:r>' + day + '</w:p>'
     + P('Conozco a la se\u00f1ora Rosa D\u00edaz desde hace diez a\u00f1os y doy fe de su conducta.'))
who = 'w:id="1" w:author="Ana" w:date="2024-01-01T00:00:00Z"'
docx('hidden/cambios.docx', P('Antes')
 + f'<w:p><w:r><w:t xml:space="preserve">Vivo </w:t></w:r><w:ins {who}><w:r><w:t>AGREGADO</w:t></w:r></w:ins><w:del {who}><w:r><w:delText>QUITADO</w:delText></w:r></w:del></w:p>'
 + '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ESCONDIDO</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Visto</w:t></w:r></w:p>'
 + '<w:p><w:fldSimple w:instr=" DATE \\@ &quot;yyyy&quot; "><w:r><w:t>2001</w:t></w:r></w:fldSimple></w:p>',
 {'word/comments.xml': f'<?xml version="1.0"?><w:comments {W}><w:comment w:id="0" w:author="Ana">{P("COMENTARIO")}</w:comment></w:comments>'},
 [('c1', 'comments', 'comments.xml', '')])
SHEETCT = CT.replace('</Types>', ''.join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in (1, 2)) + '</Types>') % ('/xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')
def cells(row, count, word): return f'<row r="{row}">' + ''.join(f'<c t="inlineStr"><is><t>{word}{row}-{n}</t></is></c>' for n in range(count)) + '</row>'
z('hidden/ancha.xlsx', {'[Content_Types].xml': SHEETCT, '_rels/.rels': rels([('r1', 'officeDocument', 'xl/workbook.xml', '')]),
 'xl/workbook.xml': f'<?xml version="1.0"?><workbook {X}><sheets><sheet name="Pagos" sheetId="1" r:id="s1"/><sheet name="Secreta" sheetId="2" state="hidden" r:id="s2"/></sheets></workbook>',
 'xl/_rels/workbook.xml.rels': rels([('s1', 'worksheet', 'worksheets/sheet1.xml', ''), ('s2', 'worksheet', 'worksheets/sheet2.xml', '')]),
 'xl/worksheets/sheet1.xml': f'<?xml version="1.0"?><worksheet {X}><cols><col min="3" max="4" width="9" hidden="1"/></cols><sheetData>' + ''.join(cells(n, 24, 'c') for n in range(1, 31)) + '<row r="31" hidden="1"><c t="inlineStr"><is><t>OCULTA</t></is></c></row></sheetData></worksheet>',
 'xl/worksheets/sheet2.xml': f'<?xml version="1.0"?><worksheet {X}><sheetData>{cells(1, 1, "NADIE")}</sheetData></worksheet>'})
change = '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Ana</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info><text:p>QUITADO</text:p></text:deletion></text:changed-region></text:tracked-changes>'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
styles = '<office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style></office:automatic-styles>'
note = '<office:annotation><dc:creator>Ana</dc:creator><text:p>COMENTARIO</text:p></office:annotation>'
open('hidden/cambios.fodt', 'w').write(f'<?xml version="1.0"?><office:document {OD} {DC} office:mimetype="{T}">{styles}<office:body><office:text>{change}<text:p>Antes <text:change text:change-id="c1"/>{note}despu\u00e9s <text:span text:style-name="H">ESCONDIDO</text:span></text:p></office:text></office:body></office:document>')
open('hidden/cambios.rtf', 'w').write(r"{\rtf1\ansi Antes {\revised AGREGADO}{\deleted QUITADO} {\v ESCONDIDO}{\*\annotation COMENTARIO} se\'f1or \u8364?\par}")
# What a page does not have although it is not hidden: a number in a narrow column, words cut by the
# next cell, a row too low, cells beyond the area to print, a part in another format.
z('hidden/estrecha.xlsx', {'[Content_Types].xml': SHEETCT.replace('</Types>', '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'), '_rels/.rels': rels([('r1', 'officeDocument', 'xl/workbook.xml', '')]),
 'xl/workbook.xml': f'<?xml version="1.0"?><workbook {X}><sheets><sheet name="Pagos" sheetId="1" r:id="s1"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Pagos!$A$1:$B$5</definedName></definedNames></workbook>',
 'xl/_rels/workbook.xml.rels': rels([('s1', 'worksheet', 'worksheets/sheet1.xml', ''), ('s2', 'styles', 'styles.xml', '')]),
 'xl/styles.xml': f'<?xml version="1.0"?><styleSheet {X}><numFmts count="1"><numFmt numFmtId="164" formatCode=";;;"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
 'xl/worksheets/sheet1.xml': f'<?xml version="1.0"?><worksheet {X}><cols><col min="1" max="1" width="5" customWidth="1"/></cols><sheetData>'
  '<row r="1"><c r="A1" s="1"><v>1234567.25</v></c><c r="B1" t="inlineStr"><is><t>bien</t></is></c></row>'
  '<row r="2"><c r="A2" s="2" t="inlineStr"><is><t>SECRETO</t></is></c></row>'
  '<row r="3"><c r="A3" t="inlineStr"><is><t>palabras que siguen hasta CORTADA</t></is></c><c r="B3" t="inlineStr"><is><t>x</t></is></c></row>'
  '<row r="4"><c r="A4"><f>TODAY()</f><v>43831</v></c></row>'
  '<row r="5"><c r="B5"><f>2+3</f><v>99</v></c></row>'
  '<row r="9"><c r="A9" t="inlineStr"><is><t>FUERA</t></is></c></row></sheetData></worksheet>'})
docx('hidden/cortada.docx', P('Antes')
 + '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr><w:tc>' + P('Vista') + P('TAPADA') + '</w:tc></w:tr></w:tbl>'
 + '<w:p><w:fldSimple w:instr=" FILENAME "><w:r><w:t>mi carta.docx</w:t></w:r></w:fldSimple></w:p><w:altChunk r:id="k1"/>',
 {'word/chunk.html': '<html><body><p>OTRA</p></body></html>'}, [('k1', 'aFChunk', 'chunk.html', '')])
open('hidden/seccion.fodt', 'w').write(f'<?xml version="1.0"?><office:document {OD} office:mimetype="{T}"><office:body><office:text><text:p>Vista</text:p><text:section text:name="S" text:display="none"><text:p>SECCION</text:p></text:section></office:text></office:body></office:document>')
# Locked and damaged.
z('plain/cerrada.odt', {'mimetype': T, 'content.xml': 'x', 'META-INF/manifest.xml': MAN % (T, '<manifest:file-entry manifest:full-path="Pictures/a"><manifest:encryption-data/></manifest:file-entry>')})
whole = open('plain/carta.docx', 'rb').read()
open('plain/cortada.docx', 'wb').write(whole[:len(whole) // 2])
wide = lambda text: text.encode('utf-16-le')
open('plain/cerrada.docx', 'wb').write(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(504) + wide('EncryptedPackage').ljust(1024, b'\0'))
