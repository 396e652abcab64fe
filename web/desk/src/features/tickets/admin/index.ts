export { AnswersAdmin } from './answers.tsx';
export { CategoriesAdmin } from './categories.tsx';
export { CustomFieldsAdmin } from './custom_fields.tsx';
export { MacrosAdmin } from './macros.tsx';
