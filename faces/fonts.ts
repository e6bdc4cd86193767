/** Import once per app: registers the family's one typeface and the tokens. */
import './fonts.css'
import './tokens.css'
