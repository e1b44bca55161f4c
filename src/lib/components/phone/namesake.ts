/** One of several with the same name, told apart by the table where they sit first. */
export type Namesake = { id: string; round: number | null; table: number | null };
