/** A score from -1 to 1 as points with its sign, `+50`; nought has none. */
export const signed = (score: number, language: string): string => new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(score * 100)
