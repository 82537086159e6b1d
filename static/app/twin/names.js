/** IFC classes as people say them; a class without a word keeps its own name without the prefix. */

/** @type {Record<string, [string, string]>} */
const NAMES = {
  Actuator: ['执行器', 'Actuator'], AirTerminal: ['风口', 'Air terminal'], Alarm: ['报警器', 'Alarm'], Beam: ['梁', 'Beam'],
  Bearing: ['支座', 'Bearing'], Bridge: ['桥梁', 'Bridge'], BridgePart: ['桥梁分部', 'Bridge part'], Building: ['建筑', 'Building'],
  BuildingElementPart: ['构件零件', 'Part'], BuildingElementProxy: ['其他构件', 'Other element'], BuildingStorey: ['楼层', 'Storey'],
  BuiltElement: ['构件', 'Element'], CableCarrierSegment: ['桥架', 'Cable carrier'], CableSegment: ['电缆', 'Cable'], Chimney: ['烟囱', 'Chimney'],
  Column: ['柱', 'Column'], Course: ['结构层', 'Course'], Covering: ['饰面', 'Covering'], CurtainWall: ['幕墙', 'Curtain wall'],
  DeepFoundation: ['深基础', 'Deep foundation'], DiscreteAccessory: ['连接件', 'Accessory'], Door: ['门', 'Door'], DuctFitting: ['风管管件', 'Duct fitting'],
  DuctSegment: ['风管', 'Duct'], EarthworksCut: ['挖方', 'Cut'], EarthworksFill: ['填方', 'Fill'], ElectricAppliance: ['电器', 'Appliance'],
  ElementAssembly: ['组合构件', 'Assembly'], Facility: ['设施', 'Facility'], FacilityPart: ['设施分部', 'Facility part'], Fastener: ['紧固件', 'Fastener'],
  FlowController: ['流量控制件', 'Flow controller'], FlowFitting: ['管件', 'Fitting'], FlowSegment: ['管段', 'Flow segment'],
  FlowTerminal: ['末端设备', 'Terminal'], Footing: ['基础', 'Footing'], Furniture: ['家具', 'Furniture'], FurnishingElement: ['陈设', 'Furnishing'],
  GeographicElement: ['地理要素', 'Geographic element'], Kerb: ['路缘石', 'Kerb'], LightFixture: ['灯具', 'Light'], MechanicalFastener: ['机械紧固件', 'Mechanical fastener'],
  Member: ['杆件', 'Member'], OpeningElement: ['洞口', 'Opening'], Outlet: ['插座', 'Outlet'], Pavement: ['路面', 'Pavement'], Pile: ['桩', 'Pile'],
  PipeFitting: ['管道管件', 'Pipe fitting'], PipeSegment: ['管道', 'Pipe'], Plate: ['板件', 'Plate'], Project: ['项目', 'Project'], Pump: ['水泵', 'Pump'],
  Railing: ['栏杆', 'Railing'], Ramp: ['坡道', 'Ramp'], RampFlight: ['坡段', 'Ramp flight'], ReinforcingBar: ['钢筋', 'Rebar'],
  ReinforcingMesh: ['钢筋网', 'Rebar mesh'], Road: ['道路', 'Road'], Roof: ['屋顶', 'Roof'], SanitaryTerminal: ['卫生器具', 'Sanitary'],
  ShadingDevice: ['遮阳', 'Shading'], Site: ['场地', 'Site'], Slab: ['楼板', 'Slab'], Space: ['空间', 'Space'], Stair: ['楼梯', 'Stair'],
  StairFlight: ['梯段', 'Stair flight'], StructuralCurveMember: ['结构线构件', 'Curve member'], SystemFurnitureElement: ['系统家具', 'System furniture'],
  Tendon: ['预应力筋', 'Tendon'], TransportElement: ['运输设备', 'Transport'], UnitaryEquipment: ['空调机组', 'Unitary equipment'],
  Valve: ['阀门', 'Valve'], VirtualElement: ['虚构件', 'Virtual element'], Wall: ['墙', 'Wall'], WallStandardCase: ['墙', 'Wall'], Window: ['窗', 'Window'],
};
const USUAL = /(StandardCase|ElementedCase)$/;

/** @param {string} ifcClass @param {import('../types.js').Language} language */
export function className(ifcClass, language) {
  const bare = ifcClass.replace(/^Ifc/, '').replace(USUAL, '');
  return NAMES[bare]?.[language === 'zh' ? 0 : 1] ?? bare;
}

/**
 * What an element is called in lists: its own name, else its class.
 * @param {import('./elements.js').Elements} elements @param {number} el @param {import('../types.js').Language} language
 */
export function elementName(elements, el, language) {
  return elements.name(el) || className(elements.className(el), language);
}
