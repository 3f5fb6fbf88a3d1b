export { madeUpRules as rules } from '../lsp/made-up-rules';
