import { screensIn, walks } from '../support/walk/table.ts'

walks(screensIn('zh'))
