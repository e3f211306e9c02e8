import { requireMatch } from '../errors';

const REGION = /^[a-z]{2,4}(-[a-z]+)?-(north|south|east|west|central|northeast|southeast|northwest|southwest)-\d{1,2}$/;

/** Refuses what is not the code of a region; a token passes. */
export function requireRegionCode(property: string, region: string): void {
  requireMatch(property, region, REGION, 'it must be the code of a region, such as eu-central-1');
}
