"""Allowed elements and attributes of book content."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


XHTML: Final = "http://www.w3.org/1999/xhtml"
SVG: Final = "http://www.w3.org/2000/svg"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
OPS: Final = "http://www.idpf.org/2007/ops"

HTML_ELEMENTS: Final = _words(
    "html head title style link body a abbr address article aside audio b bdi bdo blockquote br "
    "caption center cite code col colgroup data dd del details dfn div dl dt em figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture "
    "pre q rb rp rt rtc ruby s samp section small source span strong sub summary sup table tbody "
    "td tfoot th thead time tr track tt u ul var video wbr big font"
)
SVG_ELEMENTS: Final = _words(
    "svg g defs desc title symbol use image path rect circle ellipse line polyline polygon text "
    "tspan textPath a linearGradient radialGradient stop clipPath mask pattern marker filter "
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting "
    "feSpotLight feTile feTurbulence style switch"
)
MATHML_ELEMENTS: Final = _words(
    "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced "
    "menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr "
    "mlabeledtr mtd maligngroup malignmark mlongdiv mscarries mscarry msgroup msline msrow mstack "
    "semantics"
)
ELEMENTS: Final = {XHTML: HTML_ELEMENTS, SVG: SVG_ELEMENTS, MATHML: MATHML_ELEMENTS}

# Removed with their content; other unknown elements are replaced by their content.
REMOVED_WITH_CONTENT: Final = _words(
    "script noscript template iframe frame frameset object embed applet param meta base form "
    "select option optgroup textarea datalist input button output progress meter dialog portal "
    "canvas map area slot fencedframe animate animateMotion animateTransform animateColor set "
    "mpath discard foreignObject handler listener cursor annotation annotation-xml maction "
    "feImage view"
) - {"form", "button", "map"}

HTML_ATTRIBUTES: Final = _words(
    "id class lang dir title style alt width height colspan rowspan headers scope start reversed "
    "type value datetime span role hidden controls loop muted kind srclang label open align "
    "valign border cellpadding cellspacing bgcolor color face size nowrap abbr media"
)
NAMESPACED_ATTRIBUTES: Final = frozenset(
    (f"{{{XML}}}lang", f"{{{XML}}}space", f"{{{OPS}}}type", f"{{{OPS}}}prefix")
)
